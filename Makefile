# The bare target formats and verifies; see CONTRIBUTING.md.
.PHONY: all format verify demo clean

all: format verify

format:
	mvn -q spotless:apply

verify:
	mvn verify

demo:
	./millrace demo

clean:
	mvn -q clean
