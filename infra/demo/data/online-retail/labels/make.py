"""Makes the labels from the real data: `pip install duckdb`, then `python3 make.py` in this folder.

came_back.csv  every customer of 1 to 6 December 2010, as of the 8th: did they buy between the 8th and the 15th?
"""
import duckdb

DATA = "../onlineretail.parquet"

duckdb.sql(f"""COPY (
    SELECT DISTINCT CAST(CustomerID AS BIGINT) AS customer, '2010-12-08T00:00:00Z' AS at,
           CAST(CustomerID IN (SELECT CustomerID FROM '{DATA}' WHERE CustomerID IS NOT NULL
                               AND InvoiceDate >= '2010-12-08' AND InvoiceDate < '2010-12-15') AS INTEGER) AS came_back
    FROM '{DATA}' WHERE CustomerID IS NOT NULL AND InvoiceDate < '2010-12-07' ORDER BY customer
) TO 'came_back.csv' (FORMAT csv, HEADER)""")
