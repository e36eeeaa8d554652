A = "i_a"
_B = "i_b"
