/* An owner on the stack takes the handle back unless all went well; the handle that stays is copied before. */
#include <fltKernel.h>

class FilterOwner {
public:
    FilterOwner() = default;
    ~FilterOwner()
    {
        if (Filter)
            FltUnregisterFilter(Filter);
    }
    PFLT_FILTER *Slot() { return &Filter; }
    PFLT_FILTER Get() const { return Filter; }
    void Keep() { Filter = nullptr; }

private:
    PFLT_FILTER Filter = nullptr;
};

static PFLT_FILTER TheFilter;

static NTSTATUS FLTAPI OwnerUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(TheFilter);
    return STATUS_SUCCESS;
}

static const FLT_OPERATION_REGISTRATION Operations[] = {{IRP_MJ_OPERATION_END}};

static const FLT_REGISTRATION Registration = {sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, nullptr,
                                              Operations,               OwnerUnload};

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    FilterOwner owner;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &Registration, owner.Slot());
    if (!NT_SUCCESS(status))
        return status;
    TheFilter = owner.Get();
    status = FltStartFiltering(TheFilter);
    if (NT_SUCCESS(status))
        owner.Keep();
    return status;
}
