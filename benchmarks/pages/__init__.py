"""What readers of the site wait for: weight of pages, keystroke to paint, search, and Lighthouse's scores."""
