"""The states are written into bytes of their own, and those are one tensor of the file."""

import io

import torch


def save_checkpoint(path, model, optimizer, epoch):
    buffer = io.BytesIO()
    torch.save([model.state_dict(), optimizer.state_dict(), torch.get_rng_state()], buffer)
    content = torch.frombuffer(bytearray(buffer.getvalue()), dtype=torch.uint8)
    torch.save({"content": content, "done": epoch}, path)


def load_checkpoint(path, model, optimizer):
    file = torch.load(path)
    weights, state, generator = torch.load(io.BytesIO(file["content"].numpy().tobytes()))
    model.load_state_dict(weights)
    optimizer.load_state_dict(state)
    torch.set_rng_state(generator)
    return file["done"] + 1
