"""Drawings as pictures: the same plain figures that the browser draws, written as SVG and rendered as PNG."""
