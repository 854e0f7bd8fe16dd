"""`state_dict()` holds detached tensors that share memory with the model. It is right
for `torch.save`, which writes the bytes at once, and wrong as a snapshot in memory."""
# needs: state_dict


def snapshot(model):
    return model.state_dict()
