"""The whole chain on one machine, with sample data: what `porte-voix demo` runs."""
