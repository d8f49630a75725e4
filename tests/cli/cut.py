#!/usr/bin/env python3
"""Cuts the connection between a command and its PostgreSQL server.

usage: cut.py [--deaf] before|after|half POINT COMMAND...
       cut.py each POINT COMMAND...
       cut.py list COMMAND...

Runs COMMAND with its JR_STORE led through a socket of ours, and exits as it does,
with 98 if it never came to the point.  POINT is a request of the command's first
connection: its number (0 begins the session), or WORD, the first query that ends
with it, as COMMIT.

before	the server does not get that request
after	it gets it and answers; the command sees nothing of the answer
half	the command sees half of the answer

Later connections pass whole; with --deaf there are none.

each	runs it anew for each request before POINT, cut before it and in the half of
	its answer, and prints a line "WAY NUMBER CODE STDERR" each time
list	cuts nothing and prints what is said
"""
import os
import re
import select
import socket
import subprocess
import sys
import tempfile

SOCKET = "/.s.PGSQL.5432"
STARTUP = b"\0"
ASKING = b"QSc" + STARTUP	# messages after which the server answers
REQUEST = ASKING + b"d"		# and those that come by themselves
ASKED = re.compile(rb"Z\x00\x00\x00\x05[ITE]$|^G")	# and that it has answered
NOT_REACHED = 98


class Link:
	"""One connection; what the command says is parted into messages."""

	def __init__(self, client, server_path):
		self.client = client
		self.server = socket.socket(socket.AF_UNIX)
		self.server.connect(server_path)
		self.said = b""
		self.n = -1		# the request

	def close(self):
		self.client.close()
		self.server.close()

	def messages(self):
		self.said += self.client.recv(65536)
		while True:
			head = self.n >= 0
			size = head + int.from_bytes(self.said[head:head + 4], "big")
			if len(self.said) < max(size, head + 4):
				return
			message, self.said = self.said[:size], self.said[size:]
			kind = message[:1] if head else STARTUP
			self.n += kind in REQUEST
			yield kind, message

	def answer(self):
		got = b""
		while not ASKED.search(got):
			part = self.server.recv(65536)
			if not part:
				break
			got += part
		return got


class Cut:
	"""One run of the command: way None cuts nothing."""

	def __init__(self, store, way, point, deaf=False):
		self.host = re.search(r"[?&]host=([^&]*)", store).group(1)
		self.store, self.way, self.point, self.deaf = store, way, point, deaf
		self.links = []
		self.first = None
		self.seen = []
		self.reached = False

	def is_at(self, point):
		kind, message = self.seen[-1]
		if isinstance(point, int):
			return self.first.n == point and kind in REQUEST
		return kind == b"Q" and message.rstrip(b"\0").endswith(point.encode())

	def cut(self, link, kind, message):
		self.reached = True
		if self.way != "before":
			link.server.sendall(message)
			answer = link.answer() if kind in ASKING else b""
			if self.way == "half":
				link.client.sendall(answer[:len(answer) // 2])
		if self.deaf:
			self.listener.close()
		self.drop(link)

	def drop(self, link):
		link.close()
		self.links.remove(link)

	def accept(self):
		self.links.append(Link(self.listener.accept()[0], self.host + SOCKET))
		self.first = self.first or self.links[0]

	def from_client(self, link):
		none = True
		for kind, message in link.messages():
			none = False
			if link is self.first and not self.reached:
				self.seen.append((kind, message))
				if self.way and self.is_at(self.point):
					return self.cut(link, kind, message)
			link.server.sendall(message)
		if none and not link.said:
			self.drop(link)

	def from_server(self, link):
		data = link.server.recv(65536)
		if data:
			link.client.sendall(data)
		else:
			self.drop(link)

	def serve(self, gone):
		"""Until gone can be read: the command has ended."""
		while True:
			does = {gone: None}
			if self.listener.fileno() >= 0:
				does[self.listener] = self.accept
			for link in self.links:
				does[link.client] = lambda l=link: self.from_client(l)
				does[link.server] = lambda l=link: self.from_server(l)
			# One at a time: what it does may close the others.
			ready = select.select(list(does), [], [])[0][-1]
			if ready is gone:
				return
			try:
				does[ready]()
			except (BrokenPipeError, ConnectionResetError):
				for link in [l for l in self.links if ready in (l.client, l.server)]:
					self.drop(link)

	def run(self, command, **options):
		with tempfile.TemporaryDirectory(prefix="cut.") as folder, \
		    socket.socket(socket.AF_UNIX) as self.listener:
			self.listener.bind(folder + SOCKET)
			self.listener.listen()
			env = dict(os.environ, JR_STORE=self.store.replace(self.host, folder, 1))
			with subprocess.Popen(command, env=env, **options) as child:
				try:
					self.serve(os.pidfd_open(child.pid))
				finally:
					child.terminate()
		for link in self.links:
			link.close()
		return child.returncode


def list_messages(store, command):
	cut = Cut(store, None, None)
	code = cut.run(command)
	for n, (kind, message) in enumerate(cut.seen):
		words = message[5:].replace(b"\0", b" ").decode("utf-8", "replace")
		print(n, kind.decode(), " ".join(words.split()))
	return code


def each(store, point, command):
	"""Ends with the message that is the point."""
	n = 0
	while True:
		for way in "before", "half":
			with tempfile.TemporaryFile() as words:
				cut = Cut(store, way, n)
				code = cut.run(command, stderr=words)
				words.seek(0)
				said = words.read().decode().rstrip("\n")
			if not cut.reached or cut.is_at(point):
				return 0 if cut.reached else NOT_REACHED
			print(way, n, code, said, flush=True)
		n += 1


def main(words):
	store = os.environ["JR_STORE"]
	deaf = words[:1] == ["--deaf"]
	words = words[deaf:]
	if words[0] == "list":
		return list_messages(store, words[1:])
	way, point, command = words[0], words[1], words[2:]
	if way == "each":
		return each(store, point, command)
	cut = Cut(store, way, int(point) if point.isdigit() else point, deaf)
	code = cut.run(command)
	return code if cut.reached else NOT_REACHED


sys.exit(main(sys.argv[1:]))
