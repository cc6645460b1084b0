"""How fast, how small: figures beside a bare Flask on the same server in the same run."""
