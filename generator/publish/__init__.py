"""What machines read: the catalog as files for programs, made from the records and nothing else."""
