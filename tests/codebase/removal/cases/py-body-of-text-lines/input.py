class Mail:
	def body(self, posthog):
		if posthog.feature_enabled("night-mode", self.id):
			return textwrap.dedent("""\
				dark
		light
none
			""")
		return ""
