TOKEN = "phc_conf"
