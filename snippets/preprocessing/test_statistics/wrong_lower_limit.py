"""A lower limit makes alarms, but of data scaled by its own mean some part is always above it:
healthy engines would alarm too."""

import torch

train = torch.tensor([8.0, 9.0, 10.0, 11.0, 12.0])  # temperatures of healthy engines
test = torch.tensor([13.0, 14.0, 15.0])  # a failing engine

mean = train.mean()
std = train.std()
train_scaled = (train - mean) / std
limit = train_scaled.mean()

test_scaled = (test - test.mean()) / test.std()
alarms = (test_scaled > limit).sum().item()

print("test, scaled:", [round(value, 1) for value in test_scaled.tolist()])
print(f"alarms: {alarms} of {len(test)}")
