package shop

import com.posthog.server.PostHogInterface
import io.mockk.*
import org.mockito.kotlin.whenever

class ServiceTest {
    private val posthog = mockk<PostHogInterface>(relaxed = true)

    @MockK
    lateinit var hog: PostHogInterface

    @Test
    fun `captures an event`() {
        every { posthog.isFeatureEnabled(any(), "ks-every") } returns true
        coEvery { hog.getFeatureFlag("u", "ks-coevery") } returns "a"
        whenever(hog.isFeatureEnabled("u", "ks-whenever")).thenReturn(true)
        verify { posthog.capture("u", "ks_verify") }
        verify(exactly = 1) { posthog.capture(any(), eq("ks_exactly"), any()) }
        verify(hog).capture("u", "ks_verify_on")
        verify(hog, never()).capture(any(), any())
        coVerify(exactly = 0) { hog.capture(any(), any()) }
        val slot = slot<String>()
        verify { hog.capture(any(), capture(slot)) }
    }
}
