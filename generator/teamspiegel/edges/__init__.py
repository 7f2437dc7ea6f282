"""The edges: disk, drawing processes, MkDocs and the command line. They translate; they do not compute."""
