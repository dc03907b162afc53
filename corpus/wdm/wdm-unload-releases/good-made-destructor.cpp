#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

void *operator new(size_t size)
{
    return ExAllocatePool2(POOL_FLAG_NON_PAGED, size, 'traP');
}

void operator delete(void *part)
{
    if (part != nullptr) {
        ExFreePoolWithTag(part, 'traP');
    }
}

void operator delete(void *part, size_t)
{
    if (part != nullptr) {
        ExFreePoolWithTag(part, 'traP');
    }
}

class Part {
public:
    virtual ~Part() = default;
    virtual NTSTATUS Start() = 0;
};

class Clock final : public Part {
    ULONG ticks_ = 0;

public:
    NTSTATUS Start() override
    {
        ticks_ = 1;
        return STATUS_SUCCESS;
    }
};

static Part *g_Part;
static PVOID g_Table;

/* What ends the part does nothing else. */
static void Unload(PDRIVER_OBJECT)
{
    delete g_Part;
    ExFreePoolWithTag(g_Table, 'elbT');
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    NTSTATUS status;

    g_Part = new Clock;
    if (g_Part == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = g_Part->Start();
    if (!NT_SUCCESS(status)) {
        delete g_Part;
        return status;
    }
    g_Table = ExAllocatePool2(POOL_FLAG_PAGED, 256, 'elbT');
    if (g_Table == nullptr) {
        delete g_Part;
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
