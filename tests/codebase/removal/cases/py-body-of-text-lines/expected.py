class Mail:
	def body(self, posthog):
		return textwrap.dedent("""\
				dark
		light
none
			""")
