"""Trains the network of the full recipe on a GPU: two wide teachers first, then the shipped network, which also learns
the teachers' answers (knowledge distillation, Hinton et al., 2015).

Samples come from SampleExport: records of 786 bytes, which are the kind (1 for MNIST's), 784 pixels and the label (10 for
"not a digit"). Files samples-*.bin in the sample folder are read and deleted as they appear; validation-*.bin are the
validation sets. Writes weights.bin: little-endian floats in the order of Network.java.
"""
import argparse
import glob
import math
import os
import threading
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

RECORD, PIXELS, CLASSES, SIDE = 786, 784, 11, 28
DEV = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
CUDA = DEV.type == 'cuda'
STARTED = time.time()


def log(*words):
    print(f'[{time.time() - STARTED:6.1f}s]', *words, flush=True)


class Net(nn.Module):
    """`24 48/2 48 48+`: channels of 3 x 3 convolutions; /2 halves the picture, + adds the input of the layer before."""

    def __init__(self, shape):
        super().__init__()
        self.layers, self.convs, self.norms = [], nn.ModuleList(), nn.ModuleList()
        inputs = 1
        for word in shape.split():
            skip, halve = word.endswith('+'), '/2' in word
            out = int(word.replace('+', '').replace('/2', ''))
            self.layers.append((inputs, out, 2 if halve else 1, skip))
            conv = nn.Conv2d(inputs, out, 3, 2 if halve else 1, 1, bias=False)
            nn.init.normal_(conv.weight, std=math.sqrt(2 / (9 * inputs)))
            norm = nn.BatchNorm2d(out, eps=1e-5, momentum=0.01)
            if skip:
                nn.init.zeros_(norm.weight)
            self.convs.append(conv)
            self.norms.append(norm)
            inputs = out
        self.out = nn.Linear(inputs, CLASSES)
        nn.init.normal_(self.out.weight, std=math.sqrt(1 / inputs))
        nn.init.zeros_(self.out.bias)

    def forward(self, x):
        before, at = x, x
        for (_, _, _, skip), conv, norm in zip(self.layers, self.convs, self.norms):
            y = norm(conv(at))
            if skip:
                y = y + before
            before, at = at, F.relu(y)
        return self.out(at.mean((2, 3)))

    def flat(self):
        parts = []
        for conv, norm in zip(self.convs, self.norms):
            parts += [conv.weight, norm.weight, norm.bias, norm.running_mean, norm.running_var]
        parts += [self.out.weight, self.out.bias]
        return np.concatenate([p.detach().float().cpu().contiguous().numpy().reshape(-1) for p in parts]).astype('<f4')


class Teacher:
    """A trained network, in bfloat16 and with its batch normalisations folded into the convolutions, to answer fast."""

    def __init__(self, net):
        self.layers, self.weights, self.biases = net.layers, [], []
        with torch.no_grad():
            for conv, norm in zip(net.convs, net.norms):
                scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
                weight = (conv.weight * scale[:, None, None, None]).bfloat16()
                self.weights.append(weight.contiguous(memory_format=torch.channels_last))
                self.biases.append((norm.bias - norm.running_mean * scale).bfloat16())
            self.out = net.out.weight.detach().bfloat16(), net.out.bias.detach().bfloat16()

    def __call__(self, x):
        with torch.autocast(DEV.type, enabled=False):
            before = at = x.bfloat16()
            for (_, _, stride, skip), weight, bias in zip(self.layers, self.weights, self.biases):
                before, at = at, convolve(at, weight, bias, stride, before if skip else None)
            return F.linear(at.mean((2, 3)), *self.out)


def convolve(x, weight, bias, stride, residual):
    """A 3 x 3 convolution, plus the residual if there is one, and ReLU."""
    if not CUDA:
        y = F.conv2d(x, weight, bias, stride, 1)
        return F.relu(y if residual is None else y + residual)
    steps = [stride, stride], [1, 1], [1, 1], 1
    if residual is None:
        return torch.cudnn_convolution_relu(x, weight, bias, *steps)
    return torch.cudnn_convolution_add_relu(x, weight, residual, 1.0, bias, *steps)


class Pool:
    """The samples drawn so far, on the GPU; filled in the background."""

    def __init__(self, folder, capacity):
        self.data = torch.empty((capacity, RECORD), dtype=torch.uint8, device=DEV)
        self.capacity, self.at, self.total, self.seen, self.folder = capacity, 0, 0, set(), folder
        self.size = torch.zeros((), dtype=torch.float32, device=DEV)
        self.stop = False
        self.stream = torch.cuda.Stream() if CUDA else None
        self.thread = threading.Thread(target=self.fill, daemon=True)
        self.thread.start()

    def fill(self):
        while not self.stop:
            files = [f for f in sorted(glob.glob(self.folder + '/samples-*.bin')) if f not in self.seen]
            if not files:
                time.sleep(0.2)
            for f in files:
                self.seen.add(f)
                block = torch.from_numpy(np.fromfile(f, dtype=np.uint8).reshape(-1, RECORD))
                os.unlink(f)
                self.put(block)

    def put(self, block):
        n = len(block)
        if n == 0:
            return
        if self.at + n > self.capacity:
            self.at = 0
        if CUDA:
            with torch.cuda.stream(self.stream):
                self.data[self.at:self.at + n].copy_(block.pin_memory(), non_blocking=True)
                self.stream.synchronize()
        else:
            self.data[self.at:self.at + n] = block
        self.at += n
        self.total += n
        self.size.fill_(min(self.total, self.capacity))


def spline():
    """Cubic B-spline weights from 7 knots, 7 pixels apart, to 28 pixels."""
    w = torch.zeros(SIDE, 7)
    for x in range(SIDE):
        t = x % 7 / 7
        a, b, d = (1 - t) ** 3 / 6, 2 / 3 - t * t + t ** 3 / 2, t ** 3 / 6
        for i, v in enumerate((a, b, 1 - a - b - d, d)):
            w[x, x // 7 + i] += v
    return w.to(DEV)


SPLINE = None
# Rotation, shear, scale, shift and displacement, as SampleGenerator has them.
MNIST = torch.tensor([0.20, 0.25, 0.14, 1.5, 1.5], device=DEV)
PEN = torch.tensor([0.05, 0.05, 0.06, 0.7, 0.4], device=DEV)


def distort(x, kind, strength):
    """Affine and elastic distortion, as ElasticDistortion does it; MNIST's images bend more than rendered strokes."""
    n = len(x)
    mnist = MNIST * torch.stack([strength, strength, torch.ones_like(strength), torch.ones_like(strength), strength])
    p = torch.where(kind[:, None] > 0, mnist, PEN)
    r = torch.rand(n, 6, device=DEV) * 2 - 1
    angle, shear = p[:, 0] * r[:, 0], p[:, 1] * r[:, 1]
    common, aspect = torch.exp(p[:, 2] * r[:, 2]), torch.exp(0.6 * p[:, 2] * r[:, 3])
    cos, sin, sx, sy = torch.cos(angle), torch.sin(angle), common * aspect, common / aspect
    xx, xy, yx, yy = cos * sx, (cos * shear - sin) * sy, sin * sx, (sin * shear + cos) * sy
    grid = torch.arange(SIDE, device=DEV) - (SIDE - 1) / 2
    py, px = torch.meshgrid(grid, grid, indexing='ij')
    knots = torch.randn(n, 2, 7, 7, device=DEV) * p[:, 4, None, None, None]
    field = SPLINE @ knots @ SPLINE.T
    u = xx[:, None, None] * px + xy[:, None, None] * py + (p[:, 3] * r[:, 4])[:, None, None] + field[:, 0]
    v = yx[:, None, None] * px + yy[:, None, None] * py + (p[:, 3] * r[:, 5])[:, None, None] + field[:, 1]
    at = torch.stack([u, v], -1) / (SIDE / 2 - 0.5)
    return F.grid_sample(x, at, mode='bilinear', padding_mode='zeros', align_corners=True)


def draw(pool, batch, strength):
    index = (torch.rand(batch, device=DEV, dtype=torch.float64) * pool.size).long()
    record = pool.data[index]
    x = record[:, 1:1 + PIXELS].reshape(-1, 1, SIDE, SIDE).float() / 255
    y = F.one_hot(record[:, 1 + PIXELS].long(), CLASSES).float()
    return distort(x, record[:, 0], strength), y


def autocast():
    return torch.autocast(DEV.type, dtype=torch.bfloat16, enabled=CUDA, cache_enabled=False)


def learning_rate(progress, rate, warm_up=0.05):
    if progress < warm_up:
        return rate * (0.02 + 0.98 * progress / warm_up)
    return rate * (0.5 + 0.5 * math.cos(math.pi * (progress - warm_up) / (1 - warm_up)))


def train(nets, pool, steps, batch, rate, decay, teachers=(), weight=0.0, temperature=2.0, report=None, name=''):
    """Trains all networks, each on its own batches, for a number of steps."""
    params = []
    for net in nets:
        net.train()
        params += list(net.parameters())
    forwards = [torch.compile(net) if CUDA else net for net in nets]
    velocities = [torch.zeros_like(p) for p in params]
    wide = [i for i, p in enumerate(params) if p.dim() > 1]
    lr = torch.zeros((), device=DEV)
    strength = torch.ones((), device=DEV)
    average = torch.zeros((), device=DEV)

    def step():
        total = 0
        for forward in forwards:
            x, y = draw(pool, batch, strength)
            x = x.contiguous(memory_format=torch.channels_last)
            with autocast():
                logits = forward(x).float()
                loss = -(y * F.log_softmax(logits, 1)).sum(1).mean()
                if teachers:
                    with torch.no_grad():
                        soft = sum(F.softmax(t(x).float() / temperature, 1) for t in teachers) / len(teachers)
                    distillation = -(soft * F.log_softmax(logits / temperature, 1)).sum(1).mean() * temperature * temperature
                    loss = (1 - weight) * loss + weight * distillation
            total = total + loss
        total.backward()
        with torch.no_grad():
            grads = [p.grad for p in params]
            torch._foreach_add_([grads[i] for i in wide], [params[i] for i in wide], alpha=decay)
            torch._foreach_mul_(velocities, 0.9)
            torch._foreach_add_(velocities, grads)
            update = torch._foreach_add(grads, velocities, alpha=0.9)
            torch._foreach_mul_(update, lr)
            torch._foreach_sub_(params, update)
            torch._foreach_zero_(grads)
            average.mul_(0.99).add_(total.detach() * (0.01 / len(nets)))

    for p in params:
        p.grad = torch.zeros_like(p)
    if CUDA:
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                step()
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, capture_error_mode='thread_local'):
            step()
        run = graph.replay
    else:
        run = step
    began, last = time.time(), time.time()
    for i in range(steps):
        progress = i / steps
        lr.fill_(learning_rate(progress, rate))
        strength.fill_(1 - max(0, progress - 0.75) / 0.25 / 2)
        run()
        if i % 200 == 0 or i == steps - 1:
            if CUDA:
                torch.cuda.synchronize()
            if time.time() - last > 15 or i == steps - 1:
                last = time.time()
                pace = (i + 1) * batch * len(nets) / (time.time() - began)
                log(f'{name} step {i + 1}/{steps} loss {average.item():.4f} {pace:,.0f} images/s pool {pool.total:,}')
                if report:
                    report(nets)
    for net in nets:
        net.eval()


def logits_of(nets, pixels, exact=False):
    out = []
    with torch.no_grad():
        for i in range(0, len(pixels), 4096):
            x = torch.from_numpy(pixels[i:i + 4096].reshape(-1, 1, SIDE, SIDE)).to(DEV).float() / 255
            with torch.autocast(DEV.type, dtype=torch.bfloat16, enabled=CUDA and not exact):
                out.append(sum(F.softmax(n(x).float(), 1) for n in nets) / len(nets))
    return torch.cat(out).cpu().numpy()


def evaluate(nets, sets, exact=False):
    words = []
    digit_none, other_none = [], []
    for name, data in sets.items():
        p = logits_of(nets, data[:, 1:785], exact)
        target = data[:, 785]
        is_digit = target < 10
        if is_digit.any():
            right = (p[is_digit, :10].argmax(1) == target[is_digit])
            words.append(f'{name} {100 * right.mean():.2f}%')
            digit_none.append(p[is_digit, 10])
        if (~is_digit).any():
            other_none.append(p[~is_digit, 10])
            words.append(f'{name} none>.5 {100 * (p[~is_digit, 10] > .5).mean():.1f}%')
    if digit_none and other_none:
        d, o = np.concatenate(digit_none), np.concatenate(other_none)
        words.append(f'digits none>.5 {100 * (d > .5).mean():.2f}%')
    log('   ', ', '.join(words))


def report(nets, sets):
    for net in nets:
        net.eval()
    evaluate(nets, sets)
    for net in nets:
        net.train()


def main():
    global SPLINE
    a = argparse.ArgumentParser(description='Trains the network of the full recipe on a GPU.')
    a.add_argument('--samples', required=True, help='the folder that SampleExport writes to')
    a.add_argument('--out', required=True, help='the folder for weights.bin')
    a.add_argument('--shape', default='24 48/2 48 48+ 112/2 112 112+')
    a.add_argument('--teacher-shape', default='64 64 64+ 128/2 128 128+ 256/2 256 256+')
    a.add_argument('--teachers', type=int, default=2)
    a.add_argument('--teacher-images', type=float, default=14.5e6)
    a.add_argument('--images', type=float, default=37e6)
    a.add_argument('--batch', type=int, default=1024)
    a.add_argument('--rate', type=float, default=0.3)
    a.add_argument('--decay', type=float, default=2e-4)
    a.add_argument('--weight', type=float, default=0.7)
    a.add_argument('--pool', type=float, default=10e6)
    a.add_argument('--start', type=float, default=300e3, help='samples to wait for')
    a.add_argument('--seed', type=int, default=1)
    a = a.parse_args()
    torch.manual_seed(a.seed)
    torch.backends.cuda.matmul.allow_tf32 = True
    torch.backends.cudnn.allow_tf32 = True
    torch.backends.cudnn.benchmark = True
    SPLINE = spline()
    os.makedirs(a.out, exist_ok=True)
    sets = {os.path.basename(f)[11:-4]: np.fromfile(f, dtype=np.uint8).reshape(-1, RECORD) for f in sorted(glob.glob(a.samples + '/validation-*.bin'))}
    log('validation sets:', {k: len(v) for k, v in sets.items()})
    pool = Pool(a.samples, int(a.pool))
    while pool.total < a.start:
        time.sleep(0.1)
    log(f'training starts with {pool.total:,} samples')
    teachers = []
    if a.teachers:
        teachers = [Net(a.teacher_shape).to(DEV, memory_format=torch.channels_last) for _ in range(a.teachers)]
        train(teachers, pool, int(a.teacher_images / a.batch), a.batch, a.rate, a.decay, name='teacher', report=lambda nets: report(nets, sets))
        evaluate(teachers, sets)
        for t in teachers:
            evaluate([t], sets)
        teachers = [Teacher(t) for t in teachers]
    student = Net(a.shape).to(DEV, memory_format=torch.channels_last)
    train([student], pool, int(a.images / a.batch), a.batch, a.rate, a.decay, teachers, a.weight, name='student',
          report=lambda nets: report(nets, sets))
    evaluate([student], sets, True)
    student.flat().tofile(f'{a.out}/weights.bin')
    pool.stop = True
    log('done')


if __name__ == '__main__':
    main()
