from torch import nn


def count(layer):
    return sum(parameter.numel() for parameter in layer.parameters())


lstm = nn.LSTM(10, 20)
for name, parameter in lstm.named_parameters():
    print(f"{name}: {tuple(parameter.shape)}")
print("LSTM:", count(lstm), "= 4 *", count(lstm) // 4)
print("GRU: ", count(nn.GRU(10, 20)), "= 3 *", count(nn.GRU(10, 20)) // 3)
print("RNN: ", count(nn.RNN(10, 20)))
print("LSTM with two layers:", count(nn.LSTM(10, 20, num_layers=2)))
