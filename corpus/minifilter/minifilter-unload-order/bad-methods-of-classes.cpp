/* Each part of the driver is of a class of its own under one base: the method that ends the gate closes its port too late. */
#include <fltKernel.h>

void *__cdecl operator new(size_t size, POOL_FLAGS flags) { return ExAllocatePool2(flags, size, 'traP'); }
void __cdecl operator delete(void *block) { if (block) ExFreePoolWithTag(block, 'traP'); }
void __cdecl operator delete(void *block, size_t) { if (block) ExFreePoolWithTag(block, 'traP'); }

class Part {
public:
    virtual NTSTATUS Begin(PDRIVER_OBJECT driver) = 0;
    virtual void End() = 0;
};

class Gate : public Part {
public:
    NTSTATUS Begin(PDRIVER_OBJECT driver) override;
    void End() override;
private:
    PFLT_FILTER filter = nullptr;
    PFLT_PORT port = nullptr;
};

class Ledger : public Part {
public:
    NTSTATUS Begin(PDRIVER_OBJECT) override
    {
        ExInitializeResourceLite(&lock);
        on = true;
        return STATUS_SUCCESS;
    }
    void End() override
    {
        if (on)
            ExDeleteResourceLite(&lock);
        on = false;
    }
private:
    ERESOURCE lock;
    bool on = false;
};

static Gate *gate;
static Ledger *ledger;

static void EndAll()
{
    if (gate) {
        gate->End();
        delete gate;
        gate = nullptr;
    }
    if (ledger) {
        ledger->End();
        delete ledger;
        ledger = nullptr;
    }
}

static NTSTATUS FLTAPI Unload(FLT_FILTER_UNLOAD_FLAGS)
{
    EndAll();
    return STATUS_SUCCESS;
}

static NTSTATUS FLTAPI Connect(PFLT_PORT, PVOID, PVOID, ULONG, PVOID *cookie)
{
    *cookie = nullptr;
    return STATUS_SUCCESS;
}

static VOID FLTAPI Disconnect(PVOID) {}

NTSTATUS Gate::Begin(PDRIVER_OBJECT driver)
{
    static const FLT_OPERATION_REGISTRATION operations[] = {{IRP_MJ_OPERATION_END}};
    FLT_REGISTRATION registration = {};
    PSECURITY_DESCRIPTOR descriptor;
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\GatePort");
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    registration.Size = sizeof(registration);
    registration.Version = FLT_REGISTRATION_VERSION;
    registration.OperationRegistration = operations;
    registration.FilterUnloadCallback = Unload;
    status = FltRegisterFilter(driver, &registration, &filter);
    if (!NT_SUCCESS(status))
        return status;
    status = FltBuildDefaultSecurityDescriptor(&descriptor, FLT_PORT_ALL_ACCESS);
    if (!NT_SUCCESS(status))
        return status;
    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, nullptr, descriptor);
    status = FltCreateCommunicationPort(filter, &port, &attributes, nullptr, Connect, Disconnect, nullptr, 1);
    FltFreeSecurityDescriptor(descriptor);
    return NT_SUCCESS(status) ? FltStartFiltering(filter) : status;
}

void Gate::End()
{
    if (filter)
        FltUnregisterFilter(filter);
    filter = nullptr;
    if (port)
        FltCloseCommunicationPort(port); /* expect: minifilter-unload-order */
    port = nullptr;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;

    UNREFERENCED_PARAMETER(RegistryPath);
    ledger = new (POOL_FLAG_NON_PAGED) Ledger();
    gate = new (POOL_FLAG_NON_PAGED) Gate();
    if (ledger && gate) {
        status = ledger->Begin(DriverObject);
        if (NT_SUCCESS(status))
            status = gate->Begin(DriverObject);
    }
    if (!NT_SUCCESS(status))
        EndAll();
    return status;
}
