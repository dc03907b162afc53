// A macro in a constructor's list of initialisers, of a base and of a member, is no call that was lost.
#include <ntddk.h>

#define ABS(x) ((x) < 0 ? (-(x)) : (x))

class Frame {
public:
    explicit Frame(LONG height) : m_height(height)
    {
    }

    LONG m_height;
};

class Image : public Frame {
public:
    explicit Image(LONG height) : Frame(ABS(height)), m_isFlipped(height == ABS(height))
    {
    }

    bool m_isFlipped;
};

NTSTATUS test(void)
{
    Image image(-3);

    return image.m_isFlipped ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}
