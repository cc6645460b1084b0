"""Work that waits for nobody's click: `flask work` claims rows and does them."""
