"""The commands that are more than one call: their arguments, what they print, and how they exit.

Every run of the program imports all of them, so a command imports what does its work when it is called, and not before.
That is why they stand here and not in the packages they command, which load much more.
"""
