"""What Rejoinder does, free of Pelican, Jinja and signals: read, resolve, review, view, release."""
