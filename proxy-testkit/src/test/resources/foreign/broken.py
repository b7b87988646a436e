raise SystemExit("broken on purpose")
