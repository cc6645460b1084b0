"""What others than axe say of our pages: a checker of HTML, a second engine, and Lighthouse."""
