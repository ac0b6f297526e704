"""A command in a network that has nothing but this machine: `unshare --net` before it, the command behind it."""

import fcntl
import os
import socket
import struct
import sys

SET_FLAGS, IS_UP = 0x8914, 1
with socket.socket() as loopback:
    fcntl.ioctl(loopback, SET_FLAGS, struct.pack("16sh14x", b"lo", IS_UP))
os.execvp(sys.argv[1], sys.argv[1:])
