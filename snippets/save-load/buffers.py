from torch import nn

norm = nn.BatchNorm1d(2)
print("BatchNorm1d parameters:", [name for name, _ in norm.named_parameters()])
print("BatchNorm1d buffers:", [name for name, _ in norm.named_buffers()])
print("BatchNorm1d state_dict:", list(norm.state_dict()))
print("Dropout state_dict:", list(nn.Dropout(0.3).state_dict()))

other = nn.BatchNorm1d(2, momentum=0.5, eps=0.1)
other.load_state_dict(norm.state_dict())
print("momentum before saving:", norm.momentum, "after loading:", other.momentum)
