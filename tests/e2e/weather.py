# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad weather for a program under test: clocks that jump, a disk that is full (weather.c)."""
import ctypes
import mmap
import os

PATH_MAX = 4096
NANO = 1_000_000_000


class State(ctypes.Structure):
    """As weather.c has it."""
    _fields_ = [("time_of_day", ctypes.c_longlong), ("monotonic", ctypes.c_longlong),
                ("slow", ctypes.c_longlong),
                ("full", ctypes.c_char * PATH_MAX)]


class Weather:
    """Fair at first; what is changed here holds for every program started with `env`."""

    def __init__(self, library, folder):
        path = os.path.join(folder, "weather")
        with open(path, "wb") as file:
            file.write(bytes(ctypes.sizeof(State)))
        with open(path, "r+b") as file:
            self.map = mmap.mmap(file.fileno(), ctypes.sizeof(State))
        self.state = State.from_buffer(self.map)
        self.env = {"LD_PRELOAD": os.path.abspath(library), "WAY_WEATHER": path}

    def jump(self, seconds):
        """The time of day alone, as when it is set, or after a sleep."""
        self.state.time_of_day += int(seconds * NANO)

    def pass_by(self, seconds):
        """Both clocks, as time does."""
        self.jump(seconds)
        self.state.monotonic += int(seconds * NANO)

    def slow_down(self, seconds):
        """Each time until something has reached the disk."""
        self.state.slow = int(seconds * NANO)

    def fill(self, folder):
        """Nothing can be written in @folder any more."""
        self.state.full = os.path.realpath(folder).encode()

    def make_room(self):
        self.state.full = b""
