// What a call leaves out is what the declaration says; members of anonymous unions have initialisers too.
#include <ntddk.h>

struct Holder {
    void *held;
    bool owned;

    Holder(void *what = nullptr, bool own = true) : held(what), owned(own) {}
    void reset(void *what = nullptr) { held = what; }
};

class Answer {
public:
    Answer(void *value) : m_value(value), m_good(true) {}
    Answer(NTSTATUS status) : m_status(status), m_good(false) {}

private:
    union {
        void *m_value;
        NTSTATUS m_status;
    };
    bool m_good;
};

struct Pair {
    Holder first;
    Holder rest[2];
};

static void Log(const char *text = nullptr, ULONG level = 3);

extern "C" NTSTATUS test(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    Holder one;
    Pair pair;
    Answer bad(STATUS_UNSUCCESSFUL);

    one.reset();
    one.reset(driver);
    Log();
    return STATUS_SUCCESS;
}
