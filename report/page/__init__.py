"""What was read and found sound comes in; the HTML of each part goes out, filled by a theme."""
