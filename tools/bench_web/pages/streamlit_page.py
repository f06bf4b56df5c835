"""The page in Streamlit: one checkbox per company and four charts."""

from __future__ import annotations

import streamlit as st
from figures import FIGURES, companies, data

rows = st.cache_data(data)()
st.title("GPU buying")
chosen = [name for name in companies(rows) if st.checkbox(name, value=True)]
for draw in FIGURES:
    st.plotly_chart(draw(rows[rows["entity"].isin(chosen)]), key=draw.__name__)
