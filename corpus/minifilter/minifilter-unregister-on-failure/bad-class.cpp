#include <fltKernel.h>

class Filter
{
  public:
    NTSTATUS Start(PDRIVER_OBJECT driver, const FLT_REGISTRATION &reg)
    {
        NTSTATUS status = FltRegisterFilter(driver, &reg, &m_filter);
        if (!NT_SUCCESS(status))
            return status;
        status = OpenPort();
        if (NT_SUCCESS(status))
            status = FltStartFiltering(m_filter);
        if (!NT_SUCCESS(status) && m_port) {
            FltCloseCommunicationPort(m_port);
            m_port = nullptr;
        }
        return status;
    }
    void Stop()
    {
        if (m_port) {
            FltCloseCommunicationPort(m_port);
            m_port = nullptr;
        }
        if (m_filter) {
            FltUnregisterFilter(m_filter);
            m_filter = nullptr;
        }
    }

  private:
    static NTSTATUS Connect(PFLT_PORT client, PVOID, PVOID, ULONG, PVOID *cookie)
    {
        *cookie = client;
        return STATUS_SUCCESS;
    }
    static void Disconnect(PVOID)
    {
    }
    NTSTATUS OpenPort()
    {
        PSECURITY_DESCRIPTOR sd = nullptr;
        OBJECT_ATTRIBUTES oa;
        UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\ProbePort");
        NTSTATUS status = FltBuildDefaultSecurityDescriptor(&sd, FLT_PORT_ALL_ACCESS);
        if (!NT_SUCCESS(status))
            return status;
        InitializeObjectAttributes(&oa, &name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, nullptr, sd);
        status = FltCreateCommunicationPort(m_filter, &m_port, &oa, nullptr, Connect, Disconnect, nullptr, 1);
        FltFreeSecurityDescriptor(sd);
        return status;
    }
    PFLT_FILTER m_filter = nullptr;
    PFLT_PORT m_port = nullptr;
};
static Filter g_filter;
static NTSTATUS Unload(FLT_FILTER_UNLOAD_FLAGS)
{
    g_filter.Stop();
    return STATUS_SUCCESS;
}

static FLT_PREOP_CALLBACK_STATUS Pre(PFLT_CALLBACK_DATA, PCFLT_RELATED_OBJECTS, PVOID *)
{
    return FLT_PREOP_SUCCESS_NO_CALLBACK;
}

static const FLT_OPERATION_REGISTRATION c_ops[] = {
    {IRP_MJ_CREATE, 0, Pre, nullptr},
    {IRP_MJ_READ, FLTFL_OPERATION_REGISTRATION_SKIP_PAGING_IO, Pre, nullptr},
    {IRP_MJ_OPERATION_END}};
extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    FLT_REGISTRATION reg = {sizeof(reg), FLT_REGISTRATION_VERSION};
    reg.OperationRegistration = c_ops;
    reg.FilterUnloadCallback = Unload;
    return g_filter.Start(driver, reg); /* expect: minifilter-unregister-on-failure */
}
