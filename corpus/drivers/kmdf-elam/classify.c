/* classify.c: what is thought of an image. */
#include "sentinel.h"

VOID SentinelBootCallback(PVOID CallbackContext, BDCB_CALLBACK_TYPE Classification, PBDCB_IMAGE_INFORMATION ImageInformation)
{
    SENTINEL *sentinel = CallbackContext;

    if (Classification != BdCbInitializeImage)
        return;
    if (ImageInformation->ImageName.Length > 0) {
        ImageInformation->Classification = BdCbClassificationKnownGoodImage;
        InterlockedIncrement(&sentinel->Known);
    } else {
        ImageInformation->Classification = BdCbClassificationUnknownImage;
        InterlockedIncrement(&sentinel->Unknown);
    }
}
