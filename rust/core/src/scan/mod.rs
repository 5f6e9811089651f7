//! Finds every gazetteer name in a text: one table access a word, not one a byte.
