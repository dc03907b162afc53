"""kinds.py: what the drivers of programs.py acquire, and how it is undone."""

# Of each kind: its type, what acquiring it gives, how it is acquired into {to}, and how it is released. A driver has
# one of a kind, so a kind names an object. STATUS: a status, and {to} is filled; POINTER: what is returned, or null;
# TRUTH: TRUE where it is there; SURE: it cannot fail. The type None: it is in no variable.
STATUS, POINTER, TRUTH, SURE = range(4)
KINDS = {
    "pool": ("PVOID", POINTER, "ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'loop')", "ExFreePoolWithTag({to}, 'loop');"),
    "tagged": ("PVOID", POINTER, "ExAllocatePoolWithTag(NonPagedPoolNx, 64, 'ggat')",
               "ExFreePoolWithTag({to}, 'ggat');"),
    "contiguous": ("PVOID", POINTER, "MmAllocateContiguousMemory(64, Highest)", "MmFreeContiguousMemory({to});"),
    "mdl": ("PMDL", POINTER, "IoAllocateMdl(Page, 64, FALSE, FALSE, NULL)", "IoFreeMdl({to});"),
    "workitem": ("PIO_WORKITEM", POINTER, "IoAllocateWorkItem((PDEVICE_OBJECT)Driver)", "IoFreeWorkItem({to});"),
    "timer": ("PEX_TIMER", POINTER, "ExAllocateTimer(NULL, NULL, 0)", "ExDeleteTimer({to}, TRUE, TRUE, NULL);"),
    "device": ("PDEVICE_OBJECT", STATUS,
               "IoCreateDevice(Driver, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &{to})",
               "IoDeleteDevice({to});"),
    "key": ("HANDLE", STATUS, "ZwOpenKey(&{to}, KEY_READ, &Attributes)", "ZwClose({to});"),
    "event": ("HANDLE", STATUS, "ZwCreateEvent(&{to}, EVENT_ALL_ACCESS, &Attributes, NotificationEvent, FALSE)",
              "ZwClose({to});"),
    "callback": ("PCALLBACK_OBJECT", STATUS, "ExCreateCallback(&{to}, &Attributes, TRUE, TRUE)",
                 "ObDereferenceObject({to});"),
    "power": ("PVOID", STATUS, "PoRegisterPowerSettingCallback(NULL, &Setting, OnPower, NULL, &{to})",
              "PoUnregisterPowerSettingCallback({to});"),
    "pnp": ("PVOID", STATUS, "IoRegisterPlugPlayNotification(EventCategoryDeviceInterfaceChange, 0, (PVOID)&Setting, "
                             "Driver, OnPnp, NULL, &{to})", "IoUnregisterPlugPlayNotificationEx({to});"),
    "process": (None, STATUS, "PsSetCreateProcessNotifyRoutine(OnProcess, FALSE)",
                "PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);"),
    "processex": (None, STATUS, "PsSetCreateProcessNotifyRoutineEx(OnProcessEx, FALSE)",
                  "PsSetCreateProcessNotifyRoutineEx(OnProcessEx, TRUE);"),
    "image": (None, STATUS, "PsSetLoadImageNotifyRoutine(OnImage)", "PsRemoveLoadImageNotifyRoutine(OnImage);"),
    "thread": (None, STATUS, "PsSetCreateThreadNotifyRoutine(OnThread)", "PsRemoveCreateThreadNotifyRoutine(OnThread);"),
    "link": (None, STATUS, "IoCreateSymbolicLink(&Link, &Name)", "IoDeleteSymbolicLink(&Link);"),
    "registry": (None, STATUS, "CmRegisterCallback(OnRegistry, NULL, &Cookie)", "CmUnRegisterCallback(Cookie);"),
    "registryex": (None, STATUS, "CmRegisterCallbackEx(OnRegistry, &Name, Driver, NULL, &CookieEx, NULL)",
                   "CmUnRegisterCallback(CookieEx);"),
    "provider": (None, STATUS, "EtwRegister(&Setting, NULL, NULL, &Provider)", "EtwUnregister(Provider);"),
    "list": (None, STATUS, "ExInitializeLookasideListEx(&List, NULL, NULL, NonPagedPoolNx, 0, 64, 'tsil', 0)",
             "ExDeleteLookasideListEx(&List);"),
    "pieces": (None, SURE, "ExInitializeNPagedLookasideList(&Pieces, NULL, NULL, 0, 64, 'ecip', 0)",
               "ExDeleteNPagedLookasideList(&Pieces);"),
    "lock": (None, SURE, "ExInitializeResourceLite(&Lock)", "ExDeleteResourceLite(&Lock);"),
    "crash": (None, TRUTH, "KeRegisterBugCheckCallback(&Crash, OnCrash, Page, sizeof(Page), NULL)",
              "KeDeregisterBugCheckCallback(&Crash);"),
    # What stands in several places, or holds others.
    "array": (None, None, "ExAllocatePoolUninitialized", None),
    "context": (None, None, "ExAllocatePoolZero", None),
    "extension": (None, None, "IoCreateDevice(Driver, sizeof(", None),
    # Of a framework or a port driver.
    "object": ("WDFOBJECT", STATUS, "WdfObjectCreate(WDF_NO_OBJECT_ATTRIBUTES, &{to})", "WdfObjectDelete({to});"),
    "filter": ("PFLT_FILTER", STATUS, "FltRegisterFilter(Driver, &Registration, &{to})", "FltUnregisterFilter({to});"),
    "port": ("PFLT_PORT", STATUS,
             "FltCreateCommunicationPort(Filter, &{to}, &Attributes, NULL, OnConnect, OnDisconnect, OnMessage, 1)",
             "FltCloseCommunicationPort({to});"),
}
PLAIN = [kind for kind, (_, _, _, release) in KINDS.items() if release][:-3]
BY_ONE_ROUTINE = [{"pool", "tagged", "array", "context"}, {"key", "event"}, {"device", "extension"}, {"registry", "registryex"}]


def acquired_by(line):
    """The kind that a line of source acquires."""
    for kind, (_, _, call, _) in KINDS.items():
        if call.split("{")[0] in line:
            return kind
    return None
