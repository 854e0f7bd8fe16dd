import torch

height, width = 2, 2
image = torch.tensor(
    [
        [[255, 10, 20], [250, 11, 21]],
        [[245, 12, 22], [240, 13, 23]],
    ],
    dtype=torch.uint8,
)  # height x width x (red, green, blue)

network_input = image.permute(2, 0, 1)

print("shape:", tuple(network_input.shape))
print("red channel:", network_input[0].tolist())
print("blue channel:", network_input[2].tolist())
