"""Sends POSTs one after the other on kept connections: posts.py URL CLIENTS EACH.

Prints how many got a 200, and the error of each that did not.
"""

import sys
import threading

import requests

url, clients, each = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
well = []


def run():
    session = requests.Session()
    for _ in range(each):
        try:
            status = session.post(url, data="item=7", timeout=30).status_code
            if status == 200:
                well.append(status)
            else:
                print("status", status)
        except requests.RequestException as e:
            print(type(e).__name__, e)


threads = [threading.Thread(target=run) for _ in range(clients)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("ok", len(well))
