"""What is acknowledged stays: servers killed, disks watched, many phones at the same moment."""
