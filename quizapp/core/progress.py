"""placeholder until the real one lands"""
def streak(times, at, zone):
    return 0
