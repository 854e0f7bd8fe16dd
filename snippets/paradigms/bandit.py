import random

payout = [1, 2, 5]


def average_reward(explore):
    random.seed(0)
    estimate, pulls, total = [0.0, 0.0, 0.0], [0, 0, 0], 0
    for _ in range(1000):
        if random.random() < explore:
            arm = random.randrange(3)
        else:
            arm = estimate.index(max(estimate))
        reward = payout[arm]
        pulls[arm] += 1
        estimate[arm] += (reward - estimate[arm]) / pulls[arm]
        total += reward
    return total / 1000


for explore in (0.0, 0.1, 1.0):
    print(f"explore {explore}: about {average_reward(explore):.0f}")
