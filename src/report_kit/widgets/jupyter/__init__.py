"""Where the notebooks run: JupyterLab in Chinese, pages without code, the server, the cell magic."""
