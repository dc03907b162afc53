/* Each block of the pack is made, and the unload routine frees one of them. */
#include <ntddk.h>

class Block {
public:
    NTSTATUS Make()
    {
        m_p = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'kclB'); /* expect: wdm-unload-releases */
        return m_p ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
    }
    void Free()
    {
        if (m_p)
            ExFreePoolWithTag(m_p, 'kclB');
        m_p = nullptr;
    }

private:
    PVOID m_p = nullptr;
};
static Block g_a, g_b;

template <class... B> static NTSTATUS MakeAll(B &...blocks)
{
    NTSTATUS s = STATUS_SUCCESS;
    (void)((NT_SUCCESS(s = blocks.Make())) && ...);
    return s;
}

template <class... B> static void FreeAll(B &...blocks)
{
    (blocks.Free(), ...);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    NTSTATUS s = MakeAll(g_a, g_b);
    if (!NT_SUCCESS(s)) {
        FreeAll(g_a, g_b);
        return s;
    }
    driver->DriverUnload = [](PDRIVER_OBJECT) { FreeAll(g_b); };
    return s;
}
