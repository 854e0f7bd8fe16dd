"""Q-learning in a corridor of six cells: start in cell 0, reward in cell 5."""

import random

import torch

random.seed(0)
LEFT, RIGHT, GOAL = 0, 1, 5
q = torch.zeros(6, 2)  # learned value of each action in each state


def episode(explore):
    state, steps = 0, 0
    while state != GOAL:
        action = int(q[state].argmax())  # the policy: best known action
        if random.random() < explore:
            action = random.choice([LEFT, RIGHT])
        after = max(0, state - 1) if action == LEFT else state + 1
        reward = 1.0 if after == GOAL else -0.01
        target = reward + 0.9 * q[after].max() * (after != GOAL)
        q[state, action] += 0.5 * (target - q[state, action])
        state, steps = after, steps + 1
    return steps


first = episode(explore=0.2)
for _ in range(100):
    episode(explore=0.2)
print("first episode took more than 5 steps:", first > 5)
print("steps after training, without exploring:", episode(explore=0.0))
print("policy:", ["left", "right"][q[0].argmax()], "in cell 0")
