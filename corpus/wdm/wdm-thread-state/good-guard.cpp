/* Who is in the address space is out of it at the end of the block: the destructor leaves it. */
#include <ntifs.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

class Visit {
public:
    explicit Visit(PEPROCESS process) { KeStackAttachProcess(process, &state_); }
    ~Visit() { KeUnstackDetachProcess(&state_); }

private:
    KAPC_STATE state_;
};

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    Visit visit(PsInitialSystemProcess);
    if (*(PUSHORT)DriverObject->DriverStart != 0x5A4D)
        return STATUS_INVALID_IMAGE_FORMAT;
    return STATUS_SUCCESS;
}
