struct Handle { HANDLE h; ~Handle() { ZwClose(h); } };
