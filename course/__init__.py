"""The service that remembers who studied, was judged, certified and counted."""
