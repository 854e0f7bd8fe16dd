import numpy as np
from PIL import Image

for mode in ("RGB", "L", "RGBA", "P"):
    image = Image.new(mode, (40, 30))
    print(mode, np.asarray(image).shape, np.asarray(image.convert("RGB")).shape)
