"""Makes the two broken days from the real data: `pip install duckdb`, then `python3 make.py` in this folder.

2010-12-07-negative-prices.parquet  the real lines of that day; every 60th unit price negated, every 90th invoice number gone
2010-12-08-quantity-gone.parquet    the real lines of that day without the column Quantity
"""
import duckdb

DATA = "../onlineretail.parquet"


def day(label):
    return (f"SELECT *, row_number() OVER (ORDER BY InvoiceDate, InvoiceNo, StockCode, Quantity) AS n "
            f"FROM '{DATA}' WHERE InvoiceDate >= '{label}' AND InvoiceDate < DATE '{label}' + 1")


duckdb.sql(f"""COPY (
    SELECT CASE WHEN n % 90 = 0 THEN NULL ELSE InvoiceNo END AS InvoiceNo, StockCode, Description, Quantity, InvoiceDate,
           CASE WHEN n % 60 = 0 AND UnitPrice > 0 THEN -UnitPrice ELSE UnitPrice END AS UnitPrice, CustomerID, Country
    FROM ({day('2010-12-07')}) ORDER BY n
) TO '2010-12-07-negative-prices.parquet' (FORMAT parquet, COMPRESSION zstd)""")
duckdb.sql(f"""COPY (
    SELECT * EXCLUDE (Quantity, n) FROM ({day('2010-12-08')}) ORDER BY n
) TO '2010-12-08-quantity-gone.parquet' (FORMAT parquet, COMPRESSION zstd)""")
