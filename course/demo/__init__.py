"""The demonstration: an invented programme, made by the app's own deeds, and its own server."""
