"""The raw temperatures are compared, so the alarm goes off. What is handed on as scaled still
has lost the shift."""

import torch

train = torch.tensor([8.0, 9.0, 10.0, 11.0, 12.0])  # temperatures of healthy engines
test = torch.tensor([13.0, 14.0, 15.0])  # a failing engine

mean = train.mean()
std = train.std()
train_scaled = (train - mean) / std
limit = train_scaled.max()

test_scaled = (test - test.mean()) / test.std()
alarms = (test > train.max()).sum().item()

print("test, scaled:", [round(value, 1) for value in test_scaled.tolist()])
print(f"alarms: {alarms} of {len(test)}")
