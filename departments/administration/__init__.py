"""Pages of 系统管理员 and 安全管理员: campaigns, departments, divisions, accounts, roles, lists from Excel.

They show and ask; what is allowed and what is stored is decided by `departments.people`, `.organisation`, `.campaigns`.
"""
