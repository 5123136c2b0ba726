"""The embedded engine: espeak-ng, by the library that espeakng-loader ships."""
