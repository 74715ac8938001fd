"""Read other catalogs' public files, find out which model each entry means, reconcile, and propose YAML."""
