K = "key-const"
